// The first child of <body>: says that scripts run, before anything is drawn. A file, since the policy forbids inline script.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
