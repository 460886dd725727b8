// Run only where the page's modules are not: says so, in words that such browsers understand.
document.addEventListener("DOMContentLoaded", function () {
  document.getElementById("old").removeAttribute("hidden");
  document.getElementById("state").setAttribute("hidden", "");
});
