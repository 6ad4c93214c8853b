// The words of the pages in front of the boards, in French: one's boards, the way in, and why a board does not open.
// SPDX-License-Identifier: MIT

export const frontFr = {
  homeTitle: "On entre ici par un lien",
  homeIntro: "Chaque atelier a le sien. Il n’y a ni compte à créer, ni mot de passe à retenir.",
  homeSteps: [
    "Scannez le QR code affiché dans la salle avec l’appareil photo de votre téléphone,",
    "ou touchez le lien reçu par courriel ou par message,",
    "ou collez ce lien ici :",
  ],
  homeHelp: "Pas de lien ? Demandez-le à la personne qui anime l’atelier.",
  broken: "Ce lien est incomplet : il a sans doute été coupé en le copiant. Reprenez-le en entier.",
  pasteLabel: "Le lien de l’atelier",
  pasteOpen: "Ouvrir",

  boardsTitle: "Vos tableaux sur cet appareil",
  otherTitle: "Entrer dans un autre tableau",
  untitled: "Tableau sans titre",
  lastVisit: (when: string) => `Dernière visite : ${when}`,
  waiting: (count: number) =>
    count < 2 ? "1\u00a0changement attend de partir" : `${count}\u00a0changements attendent de partir`,
  forget: "Oublier",
  forgetBoard: (title: string) => `Oublier « ${title} » sur cet appareil`,
  forgetHint: "Oublier un tableau retire son lien d’ici. Le tableau, lui, reste sur le serveur.",
  mayBeErased:
    "Ce navigateur peut effacer ce qui attend s’il manque de place, ou après une semaine sans visite : ouvrez ces tableaux dès que le réseau est là.",
  offline:
    "Hors ligne. Ces tableaux s’ouvrent quand même : ce que vous y écrivez reste ici et partira tout seul.",
  sharedHint: "Ordinateur partagé : cette liste s’efface quand vous fermez cet onglet.",

  gone: {
    revoked: "Ce lien n’ouvre plus l’atelier",
    expelled: "Cet appareil n’est plus dans l’atelier",
    expired_token: "Ce lien n’est plus valable",
    bad_token: "Ce lien n’est pas le bon",
    not_found: "Ce tableau n’existe pas ici",
    corrupt: "Ce tableau est à l’abri, le temps d’être réparé",
    version_too_old: "Cette page est trop ancienne",
  },
  goneHelp: {
    revoked: "Demandez-en un nouveau à la personne qui anime.",
    expelled: "Parlez-en à la personne qui anime : elle peut vous redonner un lien.",
    expired_token:
      "L’atelier est sans doute terminé. Pour y revenir, demandez un lien à la personne qui l’a animé.",
    bad_token: "Il a peut-être été mal copié. Reprenez-le en entier, ou demandez-en un à l’animation.",
    not_found: "Il a été supprimé, ou le lien vient d’un autre serveur. Vérifiez-le avec l’animation.",
    corrupt: "Rien n’est perdu : la personne qui tient le serveur est prévenue. Réessayez plus tard.",
    version_too_old: "Rechargez-la : rien de ce que vous avez écrit ne se perd.",
  },
  waits: (count: number) =>
    `${count < 2 ? "Une carte n’était pas encore partie" : `${count}\u00a0cartes n’étaient pas encore parties`} : elle${count < 2 ? "" : "s"} reste${count < 2 ? "" : "nt"} sur cet appareil.`,
  copyTexts: "Copier mes textes",
  toBoards: "Voir mes tableaux",

  unsupportedTitle: "Ce navigateur ne peut pas ouvrir Atelier",
  unsupportedWhy:
    "Il lui manque WebAssembly : il est trop ancien, ou une protection (comme le mode Isolement d’Apple) l’a coupé.",
  unsupportedSteps: [
    "Mettez ce navigateur à jour, ou levez la protection pour ce site,",
    "ou ouvrez le lien dans un Firefox, Chrome, Edge ou Safari de moins de quatre ans,",
    "ou ouvrez-le sur votre téléphone.",
  ],
  copyLink: "Copier le lien",

  toAccount: "Compte d’animateur",
  toFront: "Retour à l’accueil",
};

export type FrontWords = typeof frontFr;
