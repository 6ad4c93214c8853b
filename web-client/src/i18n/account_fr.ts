// The words of the page where facilitators sign in, in French.
// SPDX-License-Identifier: MIT

export const accountFr = {
  title: "Compte d’animateur",
  intro:
    "Pour qui anime : vos tableaux, et un lien pour les animer. Les participants n’ont pas besoin de compte.",
  user: "Nom de connexion",
  password: "Mot de passe",
  show: "Montrer le mot de passe",
  signIn: "Se connecter",
  signingIn: "Connexion…",
  forgotten: "Mot de passe oublié ? La personne qui tient le serveur peut vous en donner un autre.",
  insecure:
    "Cette adresse n’est pas protégée (https) : le navigateur ne gardera pas votre connexion, et votre mot de passe pourrait être lu en chemin. Demandez la bonne adresse à la personne qui tient le serveur.",
  notKept:
    "Le mot de passe est le bon, mais ce navigateur n’a pas gardé la connexion : il refuse les cookies, ou l’adresse n’est pas protégée (https).",
  unreachable: "Le serveur ne répond pas. Réessayez dans un moment.",

  hello: (user: string) => `Bonjour ${user}`,
  until: (when: string) => `Connecté sur cet appareil jusqu’au ${when}, si vous ne revenez pas d’ici là.`,
  boards: "Vos tableaux",
  none: "Aucun tableau pour ce compte.",
  lead: "Animer",
  leadBoard: (title: string) => `Animer « ${title} »`,
  untitled: "Tableau sans titre",
  signOut: "Se déconnecter",
  signOutHint:
    "Les tableaux que vous avez ouverts d’ici se ferment sur cet appareil ; ceux des participants restent ouverts.",
  everywhere: "Se déconnecter partout",
  everywhereHint:
    "Termine vos connexions sur tous vos appareils, et ferme les tableaux que vous y animez. Ceux des participants restent ouverts.",
  everywhereSure: "Oui, partout",
  signedOut: "Vous êtes déconnecté.",
};

export type AccountWords = typeof accountFr;
