// Shows a conditional question at once when the answer it hangs on changes; without script the server does so after a save.

const answersTo = (form, name) =>
  [...form.elements]
    .filter((each) => each.name === name && (!["radio", "checkbox"].includes(each.type) || each.checked))
    .map((each) => each.value);

const show = (form) => {
  for (const question of form.querySelectorAll("[data-shown-field]")) {
    const wanted = question.dataset.shownValues.split(" ");
    question.hidden = !answersTo(form, question.dataset.shownField).some((value) => wanted.includes(value));
  }
};

export const revealAsAnswered = (page) => {
  for (const form of page.querySelectorAll("form")) {
    if (form.querySelector("[data-shown-field]")) {
      form.addEventListener("change", () => show(form));
      show(form);
    }
  }
};
