// Every state of the pages that somebody has to have looked at, and the way there. Used by the accessibility tests and by
// `./dev screens`.
//
// A journey is one page on its way through states, each reached from the one before. Journeys are taken in this order on one
// server with sixty cards, and the last on one with none: what one does to the board is there for the next. A state says what
// to wait for; it ends where nothing moves any more.
// SPDX-License-Identifier: MIT
import { addCard, answerDoor, cardWith, join, live, openPage, testLink, useShow } from "./people.mjs";
import { startServer } from "./server.mjs";

/** Small first: what is wide only gets more room, but a phone's column has to be chosen. */
export const phone = { width: 360, height: 740 };
/** Nothing moves on the way: what is looked at is what stays. */
const context = { locale: "fr-FR", viewport: phone, hasTouch: true, reducedMotion: "reduce" };
const projector = "projector";

const button = (page, name) => page.getByRole("button", { name });
const remote = (page, name) => page.locator(".remote").getByRole("button", { name });

async function showColumn(page, at) {
  if (await page.locator(".column_tabs").isVisible()) await page.locator(".column_tabs button").nth(at).click();
}

async function enter(world, role) {
  return join(world.browser, world.server.links[role], context);
}

/** A link that no server prints when it starts. */
async function madeLink({ server }, role) {
  const { origin, hash } = new URL(server.links.facilitator);
  const parts = new URLSearchParams(hash.slice(1));
  const made = await fetch(`${origin}/api/v1/boards/${parts.get("b")}/links`, {
    method: "POST",
    headers: { Authorization: `Bearer ${parts.get("t")}` },
    body: JSON.stringify({ role }),
  });
  const { token } = await made.json();
  return `${origin}/#b=${parts.get("b")}&t=${token}`;
}

/** As one opens it: nothing more is said of the state before, and its beginning is seen. */
async function asOpened(page) {
  await page.locator(".note").waitFor({ state: "detached" });
  await page.evaluate(() => scrollTo(0, 0));
}

const moderation = {
  format: "atelier-run-of-show/1",
  title: "Avec accord",
  phases: [
    { title: "Écrire", may: ["fear", "need", "edit_own", "vote"], sees: "approved" },
    { title: "Écrire pour soi", may: ["fear", "need", "edit_own"], sees: "own" },
    { title: "Voter", may: ["vote"] },
    { title: "Gommettes", may: ["vote"], vote: "dots", dots: 3 },
    { title: "Accord", may: ["vote"], vote: "scale" },
    { title: "Se relire", may: [] },
  ],
};

/** Each: `open(world)` gives the page; `states` are [name, reach(page, world), sizes?]. */
export const journeys = [
  {
    open: async ({ browser }) => openPage(await browser.newContext(context)),
    states: [
      ["door", async (page, { server }) => {
        await page.goto(server.links.participant);
        await page.locator("#join_name").waitFor();
      }],
      ["door, shared computer", async (page) => {
        await page.getByLabel("Ordinateur partagé").check();
        await page.locator("#shared_promise").waitFor();
      }],
      ["recovery", async (page) => {
        await page.getByLabel("Ordinateur partagé").uncheck();
        await page.getByText("J’ai un code").click();
        await page.locator("#join_code").fill("pomme-cerf-nuage-0");
        await button(page, "Reprendre ma place").click();
        await page.locator("#join_code_problem").waitFor();
      }],
      ["home", async (page, { server }) => {
        await page.goto(new URL("/", server.links.participant).href);
        await page.locator(".paste_link").waitFor();
      }],
      ["account, not signed in", async (page) => {
        await page.getByRole("link", { name: "Compte d’animateur" }).click();
        await page.getByLabel("Nom de connexion").fill("ada");
        await page.getByLabel("Mot de passe", { exact: true }).fill("pas celui-là");
        await button(page, "Se connecter").click();
        await page.locator("#account_problem").waitFor();
      }],
      ["account, its boards", async (page, { server }) => {
        await page.getByLabel("Mot de passe", { exact: true }).fill(server.password);
        await button(page, "Se connecter").click();
        await page.getByText("Se déconnecter partout").click();
        await page.getByRole("link", { name: /^Animer/ }).first().waitFor();
      }],
      ["broken link", async (page, { server }) => {
        await page.goto(server.links.participant.replace(/&t=.*/, "&t=cut"));
        await page.locator(".banner.trouble").waitFor();
      }],
      ["wrong link", async (page, { server }) => {
        await page.goto(server.links.participant.replace(/&t=.*/, `&t=${"forged".repeat(8)}`));
        await page.locator("#join_name").waitFor();
        await answerDoor(page);
        await page.getByRole("heading", { name: "Ce lien n’est pas le bon" }).waitFor();
      }],
      ["unsupported browser", async (page, { server }) => {
        await page.addInitScript(() => {
          if (location.search === "?bare") delete window.WebAssembly;
        });
        await page.goto(server.links.participant.replace("#", "?bare#"));
        await page.getByRole("heading", { name: "Ce navigateur ne peut pas" }).waitFor();
      }],
    ],
  },
  {
    open: (world) => enter(world, "participant"),
    states: [
      ["board, 60 cards", async (page) => {
        await button(page, "C’est noté").click();
        await showColumn(page, 2);
      }],
      ["card open", async (page) => {
        await addCard(page, "Ajouter un besoin", "une carte à retirer");
        await cardWith(page, "une carte à retirer").locator(".card_face").click();
        await button(page, "Relier…").waitFor();
      }],
      ["move dialog", async (page) => {
        await button(page, "Déplacer vers…").click();
        await button(page, "Choisir la place dans Besoins").click();
      }],
      ["link dialog", async (page) => {
        await page.keyboard.press("Escape");
        await button(page, "Relier…").click();
        await page.locator(".found button").first().waitFor();
      }],
      ["verbs of a link", async (page) => {
        await page.locator(".found button").last().click();
        await page.locator(".verbs button").first().waitFor();
      }],
      ["choosing the other card", async (page) => {
        await page.locator(".verbs button").first().click();
        await button(page, "Relier…").click();
        await button(page, "Choisir sur le tableau").click();
      }],
      ["thread dialog", async (page) => {
        await page.keyboard.press("Escape");
        await page.keyboard.press("Enter");
        await button(page, "Fil commun…").click();
        await page.locator(".thread_choices button").first().waitFor();
      }],
      ["card open, with a link and a thread", async (page) => {
        await page.locator(".thread_choices button").first().click();
        await button(page, /^Retirer le lien/).last().waitFor();
      }],
      ["threads", async (page) => {
        await button(page, /^Retirer le lien/).last().click();
        await page.locator(".threads summary").click();
        for (const part of ["cards", "name", "unite"]) await page.locator(`[data-part=${part}]`).nth(part.length - 4).click();
      }],
      ["rework dialog", async (page) => {
        await page.locator(".threads summary").click();
        await button(page, "Retravailler…").click();
      }],
      ["split form", async (page) => button(page, "Diviser").click()],
      ["choosing cards", async (page) => {
        await page.keyboard.press("Escape");
        await button(page, "Retravailler…").click();
        await button(page, "Fusionner avec").click();
        await page.locator(".column.current .card_face").first().click();
      }],
      ["merge form", async (page) => button(page, "Fusionner…").click()],
      ["merged, with the way back", async (page) => {
        await page.getByLabel("Texte de la synthèse").fill("une synthèse");
        await page.getByLabel("On recommence à zéro").click();
        await button(page, "Créer la synthèse").click();
        await button(page, "Voir les 2").waitFor();
      }],
      ["originals", async (page) => {
        await button(page, "Voir les 2").click();
        await button(page, "Défaire la fusion").waitFor();
      }],
      ["removed cards", async (page) => {
        await button(page, "Défaire la fusion").click();
        await cardWith(page, "une carte à retirer").locator(".card_face").click();
        await button(page, "Retirer").click();
        await page.locator(".removed summary").click();
      }],
      ["sobriety", async (page) => {
        await page.locator(".removed summary").click();
        await asOpened(page);
        await page.getByRole("button", { name: "Sobriété", exact: true }).click();
        await page.locator(".sobriety dl").waitFor();
      }],
      ["view standing still", async (page) => {
        await page.keyboard.press("Escape");
        await button(page, "Suivi…").click();
        await button(page, "Figer l’affichage").click();
        await page.locator(".frozen").waitFor();
        await asOpened(page);
      }],
      ["columns by thread", async (page) => {
        await button(page, "Reprendre").click();
        await button(page, "Suivi…").click();
        await page.locator("select.grouping").selectOption("thread");
        await page.locator("main.by_group").waitFor();
        await asOpened(page);
      }],
      ["wall", async (page) => {
        await button(page, "Mur").click();
        await page.locator("main.layout_wall .card").first().waitFor();
        await asOpened(page);
      }, [projector]],
      ["list", async (page) => {
        await button(page, "Liste").click();
        await page.locator("select.grouping").selectOption("kind");
        await page.locator("main.layout_list").waitFor();
        await asOpened(page);
      }],
      ["list in English", async (page) => {
        await button(page, "English").click();
        await page.locator("html[lang=en]").waitFor();
      }],
      ["offline", async (page) => {
        await page.context().setOffline(true);
        await addCard(page, "Add a need", "written offline");
        await page.locator(".banner", { hasText: "Offline" }).waitFor();
      }],
      ["my boards", async (page, { server }) => {
        await page.context().setOffline(false);
        await page.goto(new URL("/", server.links.participant).href);
        await page.locator(".my_boards li").first().waitFor();
      }],
    ],
  },
  {
    open: (world) => enter(world, "participant"),
    states: [
      ["replay", async (page) => {
        await button(page, "C’est noté").click();
        await page.getByRole("button", { name: "Rejouer", exact: true }).click();
        await page.locator(".replay main[data-position][aria-busy=false]").waitFor();
      }, [projector]],
    ],
  },
  {
    open: async (world) => {
      const page = await openPage(await world.browser.newContext(context));
      await page.goto(testLink(await madeLink(world, "tablet")));
      await live(page);
      return page;
    },
    states: [
      ["tablet, somebody new signs", async (page) => {
        await page.getByLabel("Ajouter une crainte").fill("ne plus être entendue");
        await page.locator(".column.current .write_box button").click();
        await page.locator("#sign_organisation").fill("Régie des eaux");
      }],
      ["tablet, signed", async (page) => {
        await button(page, "Signer").click();
        await page.locator(".sign_bar b").waitFor();
        await asOpened(page);
      }],
      ["tablet, who signs now", async (page) => {
        await button(page, "Quelqu’un d’autre").click();
        await page.locator(".signers").waitFor();
      }],
    ],
  },
  {
    open: (world) => enter(world, "observer"),
    states: [["reader", (page) => page.getByText("Observation : lecture seule").waitFor()]],
  },
  {
    open: async (world) => {
      world.guest = await enter(world, "participant");
      await button(world.guest, "C’est noté").click();
      world.screen = await join(world.browser, world.server.links.screen, { viewport: { width: 1920, height: 1080 } });
      world.animator = await enter(world, "facilitator");
      await button(world.animator, "C’est noté").click();
      await world.animator.locator(".remote").waitFor();
      return world.animator;
    },
    states: [
      ["remote, before the first phase", () => undefined],
      ["invitation and links", async (page) => {
        await remote(page, "Inviter…").click();
        await page.locator(".qr").waitFor();
        await page.locator(".desk_row").first().waitFor();
      }],
      ["devices", async (page) => {
        await page.keyboard.press("Escape");
        await remote(page, "Appareils…").click();
        await page.locator(".desk_row").first().waitFor();
      }],
      ["making tables", async (page) => {
        await page.keyboard.press("Escape");
        await remote(page, "Faire des tables…").click();
        await page.locator(".table_names input").first().waitFor();
      }],
      ["tables", async (page) => {
        await button(page, "Faire 4 tables").click();
        await page.getByRole("link", { name: "Aller à Table 4" }).waitFor();
      }],
      ["at a table", async (page, world) => {
        const link = await page.getByRole("link", { name: "Aller à Table 2" }).getAttribute("href");
        world.table = await join(world.browser, link, context);
        await button(world.table, "C’est noté").click();
        await addCard(world.table, "Ajouter une crainte", "née loin d’ici");
        await world.table.getByRole("link", { name: "Retour au tableau commun" }).waitFor();
        return world.table;
      }],
      ["bringing from a table", async (_, { animator }) => {
        await button(animator, "Apporter de Table 2").click();
        await animator.locator(".bring_all button").first().click();
        return animator;
      }],
      ["brought, and the way to the original", async (page) => {
        await button(page, "Apporter 1 carte").click();
        await showColumn(page, 0);
        await cardWith(page, "née loin d’ici").locator(".card_face").click();
        await page.getByRole("link", { name: "Voir à Table 2" }).waitFor();
      }],
      ["bringing again", async (page) => {
        await page.keyboard.press("Escape");
        await button(page, "Tables (4)").click();
        await button(page, "Apporter de Table 2").click();
        await page.getByLabel("née loin d’ici").check();
        await page.getByText("elle y sera deux fois").waitFor();
      }],
      ["remote, a phase, its time and the lock", async (page) => {
        await page.keyboard.press("Escape");
        await remote(page, /^Commencer/).click();
        await remote(page, "Verrouiller le tableau").click();
        await page.getByText("Tableau verrouillé").waitFor();
      }],
      ["locked, for participants", async (_, { guest }) => {
        await guest.getByText("Tableau verrouillé").waitFor();
        return guest;
      }],
      ["run of show", async (_, { animator }) => {
        await remote(animator, "Ouvrir le tableau").click();
        await remote(animator, "Déroulé…").click();
        return animator;
      }],
      ["form of the run of show, with a mistake", async (page) => {
        await button(page, "Modifier").click();
        await page.getByLabel("Titre de l’étape").first().fill("");
        await button(page, "Utiliser ce déroulé").click();
        await page.locator(".form_problem").waitFor();
      }],
      ["moderated, for participants", async (page, { animator, guest }) => {
        await button(page, "Abandonner").click();
        await page.keyboard.press("Escape");
        await remote(animator, /^Étape précédente|^Terminer/).click();
        await useShow(animator, moderation);
        await guest.getByText("L’animation lit chaque nouvelle carte").waitFor();
        await addCard(guest, "Ajouter une crainte", "à lire d’abord");
        return guest;
      }],
      ["moderated, for facilitators", async (_, { animator }) => {
        await animator.getByRole("heading", { name: "1 carte attend votre accord" }).waitFor();
        return animator;
      }],
      ["phase hidden, silhouettes", async (_, { animator, guest }) => {
        await remote(animator, /^Suivante/).click();
        await addCard(animator, "Ajouter une crainte", "cachée");
        await guest.locator(".silhouettes").first().waitFor();
        return guest;
      }],
      ["remote, what can be revealed", async (_, { animator }) => {
        await animator.locator(".reveal").waitFor();
        await animator.evaluate(() => scrollTo(0, 0)); // the card was written further down
        return animator;
      }],
      ["screen, silhouettes", async (_, { screen }) => {
        await screen.locator(".silhouettes").first().waitFor();
        return screen;
      }, [projector]],
      ["vote", async (_, { animator, guest }) => {
        await remote(animator, /^Suivante/).click();
        await guest.locator(".votes button").first().click();
        return guest;
      }],
      ["dots", async (_, { animator, guest }) => {
        await remote(animator, /^Suivante/).click();
        await guest.locator(".votes[data-form=dots] button").nth(1).click();
        await guest.getByText("Il vous reste 2\u00a0gommettes.").waitFor();
        return guest;
      }],
      ["agreement", async (_, { animator, guest }) => {
        await remote(animator, /^Suivante/).click();
        await guest.locator(".votes[data-form=scale] button").first().click();
        return guest;
      }],
      ["results, and the room's own votes", async (_, { animator }) => {
        await animator.locator(".card", { hasText: "tout à fait 1" }).locator(".card_face").click();
        await animator.locator(".vote_results .vote_bar").first().waitFor();
        await button(animator, "Votes de la salle").click();
        await animator.locator(".room_votes input").first().waitFor();
        return animator;
      }],
      ["screen", async (_, { animator, screen }) => {
        await button(animator, "Terminé").click();
        await remote(animator, /^Suivante/).click();
        await screen.locator(".screen_cards > *").first().waitFor();
        return screen;
      }, [projector]],
      ["screen, the way in", async (_, { animator, screen }) => {
        await remote(animator, "Inviter…").click();
        await button(animator, "Montrer l’entrée à l’écran").click();
        await animator.keyboard.press("Escape");
        await screen.locator(".screen_entrance .qr").waitFor();
        return screen;
      }, [projector]],
      ["expelled", async (_, { animator, guest }) => {
        await remote(animator, "Appareils…").click();
        await button(animator, /^Retirer de l’atelier.*Lisieux/).first().click();
        await animator.getByText("Ses cartes restent").waitFor();
        await animator.keyboard.press("Enter");
        await guest.getByRole("heading", { name: "Cet appareil n’est plus dans l’atelier" }).waitFor();
        return guest;
      }],
    ],
  },
  {
    cards: 0,
    open: (world) => enter(world, "participant"),
    states: [
      ["empty board", async (page) => {
        await button(page, "C’est noté").click();
        await button(page, "Écrire la première").waitFor();
      }],
      ["server away", async (page, { server }) => {
        await server.kill();
        await page.locator(".banner", { hasText: "Le serveur ne répond pas" }).waitFor();
      }],
    ],
  },
];

/** Takes every journey; `visit(page, state)` sees each state: {name, sizes}. What `t` ends, ends with it. */
export async function walkStates(t, browser, visit) {
  const server = await startServer(t, { cards: 60, user: "ada" });
  for (const journey of journeys) {
    const world = { browser, server: "cards" in journey ? await startServer(t, journey) : server };
    let page = await journey.open(world);
    for (const [name, reach, sizes = []] of journey.states) {
      try {
        page = (await reach(page, world)) ?? page;
        await visit(page, { name, sizes });
      } catch (error) {
        throw new Error(`in the state "${name}": ${error.message}`, { cause: error });
      }
    }
    for (const open of browser.contexts()) await open.close();
  }
}
