// Keeps what is being typed as a private draft: 10 seconds after typing, and on leaving the page (pages, words 2 and 3).
import { renewed } from "./session.mjs";

const AFTER = 10000;
// A browser sends no more than this of a page that is being left.
const MOST_ON_LEAVING = 60000;
const clock = () => new Date().toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });

const draftOf = (form) => {
  const typed = new FormData(form);
  for (const [name, value] of [...typed]) {
    if (value instanceof File) typed.delete(name);
  }
  for (const kept of form.querySelectorAll("input[type=hidden]")) typed.set(kept.name, kept.value);
  typed.set("_act", "draft");
  return typed;
};

const sizeOf = (typed) => {
  let size = 0;
  for (const [name, value] of typed) size += 200 + new Blob([name, value]).size;
  return size;
};

const keep = (form) => {
  const line = form.querySelector("[data-saved-line]");
  const turn = form.elements.namedItem("_turn");
  const rest = form.dataset.savedRest || "";
  let waiting = null;
  let changed = false;
  let submitted = false;
  let keptAt = clock();

  const later = () => { changed = true; waiting ??= setTimeout(send, AFTER); };

  const post = (leaving) => {
    turn.value = Number(turn.value) + 1;
    const body = draftOf(form);
    const headers = { Accept: "application/json" };
    return fetch(form.action, { method: "POST", body, headers, keepalive: leaving && sizeOf(body) < MOST_ON_LEAVING });
  };

  const heard = async (answer) => {
    const said = await answer.json();
    if (said.token) {
      // Signed in again on another tab: what was typed is kept, and the next save carries that sign-in's token.
      for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = said.token;
    } else if (said.signed_out) {
      later();
    }
    if (answer.ok || said.token) {
      keptAt = clock();
      renewed();
    }
    line.textContent = answer.ok ? `${said.says} ${rest}`.trim() : said.says;
  };

  async function send() {
    clearTimeout(waiting);
    waiting = null;
    if (!changed || submitted) return;
    changed = false;
    try {
      await heard(await post(false));
    } catch {
      later();
      line.textContent = `Not kept since ${keptAt}: no connection. What you typed is on this page. Trying again.`;
    }
  }

  const sendOnLeaving = () => {
    if (!changed || submitted) return;
    changed = false;
    post(true).catch(() => { changed = true; });
  };

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => {
    submitted = true;
    clearTimeout(waiting);
    turn.value = Number(turn.value) + 1;
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") sendOnLeaving(); });
  addEventListener("pagehide", sendOnLeaving);
  addEventListener("beforeunload", (leaving) => {
    if (changed && !submitted && sizeOf(draftOf(form)) >= MOST_ON_LEAVING) { send(); leaving.preventDefault(); }
  });
  // Back shows the page as it was left, which was saved or is older than its draft: it is asked for anew.
  addEventListener("pageshow", (shown) => { if (shown.persisted) location.reload(); });
};

export const keepDrafts = (page) => {
  for (const form of page.querySelectorAll("form[data-autosave]")) keep(form);
};
