// Keeps what is being typed as a private draft: 10 seconds after typing, and on leaving the page (pages, words 2 and 3).

const AFTER = 10000;
const clock = (seconds) =>
  new Date().toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }) });

const draftOf = (form) => {
  const typed = new FormData(form);
  for (const [name, value] of [...typed]) {
    if (value instanceof File) typed.delete(name);
  }
  for (const kept of form.querySelectorAll("input[type=hidden]")) typed.set(kept.name, kept.value);
  typed.set("_act", "draft");
  return typed;
};

const keep = (form) => {
  const line = form.querySelector("[data-saved-line]");
  const rest = form.dataset.savedRest || "";
  let waiting = null;
  let changed = false;
  let keptAt = clock(false);

  const send = async (leaving) => {
    waiting = null;
    if (!changed) return;
    changed = false;
    try {
      const answer = await fetch(form.action, { method: "POST", body: draftOf(form), keepalive: leaving, headers: { Accept: "application/json" } });
      if (answer.redirected) {
        changed = true;
        line.textContent = "You are signed out. What you typed is on this page. Sign in on another tab; then it is kept here.";
        waiting = setTimeout(send, AFTER);
        return;
      }
      const said = await answer.json();
      if (!answer.ok) { line.textContent = said.says; return; }
      keptAt = clock(false);
      line.textContent = `${said.says} ${rest}`.trim();
    } catch {
      changed = true;
      line.textContent = `Not kept since ${keptAt}: no connection. What you typed is on this page. Trying again.`;
      waiting = setTimeout(send, AFTER);
    }
  };

  form.addEventListener("input", () => {
    changed = true;
    waiting ??= setTimeout(send, AFTER);
  });
  form.addEventListener("submit", () => { changed = false; clearTimeout(waiting); });
  addEventListener("pagehide", () => { send(true); });
};

export const keepDrafts = (page) => {
  for (const form of page.querySelectorAll("form[data-autosave]")) keep(form);
};
