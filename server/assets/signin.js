// Takes the one-time code out of the address, so that neither history nor a glance at the screen
// keeps it, and signs in with it.
const code = location.hash.slice(1);
const form = document.getElementById("sign-in");
if (code && form) {
  history.replaceState(null, "", location.pathname);
  form.elements.namedItem("code").value = code;
  form.requestSubmit();
}
