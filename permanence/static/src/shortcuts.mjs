// Keyboard shortcuts for whoever turned them on: single keys, pressed outside a field (WCAG 2.2: 2.1.4).
const places = { w: "/work/incoming/", n: "/notices/", h: "/help/" };
const waits = 1500;

export function listenForShortcuts(page) {
  if (!page.body.hasAttribute("data-shortcuts")) return;
  let goes = 0;
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || isTyping(event.target)) return;
    if (event.key === "g") {
      goes = Date.now();
      return;
    }
    if (Date.now() - goes < waits && places[event.key]) page.location.assign(places[event.key]);
    else if (event.key === "/") pressed(event, page.querySelector("#find-child"), (field) => field.focus());
    else if (event.key === "s") pressed(event, page.querySelector('[name="_act"][value="draft"]'), (button) => button.click());
    goes = 0;
  });
}

function pressed(event, found, then) {
  if (!found) return;
  event.preventDefault();
  then(found);
}

function isTyping(target) {
  return target.isContentEditable || Boolean(target.closest("select, textarea, input:not([type=radio], [type=checkbox], [type=submit], [type=button])"));
}
