// Warns two minutes before the session ends, with one button to go on (P21; pages, words 28; WCAG 2.2: 2.2.1).

const WARNED_BEFORE = 120;
const SECOND = 1000;
const tabs = "BroadcastChannel" in window ? new BroadcastChannel("permanence-session") : null;
const clock = (seconds) =>
  new Date(Date.now() + seconds * SECOND).toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });
const listeners = [];

/** Tell every tab that something was opened or kept: the session lasts its whole idle time from now. */
export const renewed = () => {
  for (const each of listeners) each();
  tabs?.postMessage("renewed");
};

const watch = (warning) => {
  const title = warning.querySelector("[data-title]");
  const says = warning.querySelector("[data-says]");
  const stay = warning.querySelector("button");
  const idle = Number(warning.dataset.idle);
  const lasts = Date.now() + Number(warning.dataset.lasts) * SECOND;
  let ends = 0;
  let waiting = null;

  const left = () => Math.round((ends - Date.now()) / SECOND);
  const isLast = () => lasts - Date.now() < idle * SECOND;

  const look = () => {
    if (left() > WARNED_BEFORE) { again(); return; }
    const at = clock(left());
    says.textContent = left() > 0
      ? `You will be signed out at ${at}. What you typed is kept.`
      : `You were signed out at ${at}. What you typed is on this page and kept. Sign in on another tab, then go on here.`;
    title.textContent = left() > 0 ? "You are about to be signed out" : "You were signed out";
    stay.textContent = left() > 0 && !isLast() ? "Stay signed in" : "Close";
    if (!warning.open) warning.showModal();
    if (left() > 0) waiting = setTimeout(look, left() * SECOND + SECOND);
  };

  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, Math.max(SECOND, (left() - WARNED_BEFORE) * SECOND));
  };

  const begin = () => {
    ends = Math.min(Date.now() + idle * SECOND, lasts);
    if (warning.open && !isLast()) warning.close();
    for (const each of document.querySelectorAll("[data-signed-out-at]")) each.textContent = clock(left());
    again();
  };

  stay.addEventListener("click", async () => {
    warning.close();
    if (left() <= 0 || isLast()) return;
    const answer = await fetch(warning.dataset.stay, { headers: { Accept: "application/json" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) renewed();
    else look();
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") again(); });
  listeners.push(begin);
  if (tabs) tabs.onmessage = begin;
  begin();
  tabs?.postMessage("renewed");
};

export const warnBeforeSignOut = (page) => {
  const warning = page.querySelector("dialog[data-session]");
  if (warning) watch(warning);
};
