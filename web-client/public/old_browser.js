// Only browsers that know no modules run this, and they run nothing else: says so, in both languages. ES5 on purpose.
// SPDX-License-Identifier: MIT
document.addEventListener("DOMContentLoaded", () => {
  var page = document.getElementById("page");
  function add(name, text, lang) {
    var element = document.createElement(name);
    element.textContent = text;
    element.lang = lang;
    page.appendChild(element);
  }
  add("h1", "Ce navigateur est trop ancien pour Atelier", "fr");
  add(
    "p",
    "Mettez-le à jour, ou ouvrez le lien dans un Firefox, Chrome, Edge ou Safari de moins de quatre ans.",
    "fr",
  );
  add("h2", "This browser is too old for Atelier", "en");
  add(
    "p",
    "Update it, or open the link in a Firefox, Chrome, Edge or Safari less than four years old.",
    "en",
  );
});
