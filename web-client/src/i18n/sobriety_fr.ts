// The words about what a visit costs, in French.
// SPDX-License-Identifier: MIT

export const sobrietyFr = {
  title: "Ce que cette visite a coûté",
  rows: {
    time: "Depuis l’ouverture de la page",
    files: "Fichiers et réponses reçus",
    board: "Messages du tableau reçus",
    sent: "Messages du tableau envoyés",
    requests: "Requêtes",
    messages: "Messages",
  },
  reused: (count: number) =>
    count < 2
      ? `${count}\u00a0fichier repris de cet appareil, sans réseau`
      : `${count}\u00a0fichiers repris de cet appareil, sans réseau`,
  minutes: (count: number) => (count < 1 ? "moins d’une minute" : `${count}\u00a0min`),
  bytes: (count: number) =>
    count < 1000
      ? `${count}\u00a0octets`
      : `${(count / 1000).toLocaleString("fr", { maximumFractionDigits: 1 })}\u00a0ko`,
  offTitle: "Ce qui n’est pas là",
  off: [
    "Les curseurs et les avatars des autres : ils coûteraient plus que tout l’atelier.",
    "La frappe envoyée lettre à lettre : un texte part deux fois par seconde au plus.",
    "Polices, images et vidéos téléchargées, mesure d’audience, autres serveurs que celui-ci.",
    "Mouvements : aucun ne dure, et aucun ne reste quand votre appareil demande qu’il n’y en ait pas.",
  ],
  onDemandTitle: "Ce qui ne vient que si on le demande",
  onDemand: "L’écran de la salle, la relecture, la télécommande de l’animation, cette page.",
  methodTitle: "Comment c’est compté",
  method: [
    "Les fichiers et réponses : par le navigateur (Resource Timing, transferSize), en-têtes compris ; zéro quand ils viennent de cet appareil.",
    "Les messages du tableau : par cette page, sans leur enveloppe (WebSocket, TLS, TCP), qui ajoute quelques dizaines d’octets à chacun.",
    "N’est pas compté : ce que le navigateur range à part pour ouvrir la page sans réseau.",
    "Pas de grammes de CO₂ : ils dépendent surtout de la fabrication de votre appareil, que cette page ne connaît pas.",
  ],
  again: "Recompter",
};

export type SobrietyWords = typeof sobrietyFr;
