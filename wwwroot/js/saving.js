const UNREACHABLE = "The server could not be reached. Your words are still here: try again.";

/**
 * Sends a form as it would be sent without script, and swaps in what the server says has changed.
 * Answers { ok, status, message, fragment }: a message when it was refused, in words for the reader.
 */
export async function send(form, submitter) {
  const answer = await post(form, submitter);
  if (!answer) return { ok: false, status: 0, message: UNREACHABLE };

  const { status, ok } = answer;
  if (!answer.headers.get("content-type")?.startsWith("text/html")) {
    return { ok: false, status, message: (await problemOf(answer)) ?? "That did not work. Your words are still here: try again." };
  }

  const fragment = parse(await answer.text());
  if (ok) swap(fragment);
  const message = ok ? null : fragment.querySelector(".refusal")?.textContent.trim() ?? "That did not work. Your words are still here: try again.";
  return { ok, status, message, fragment };
}

/** The card of an annotation, or null when it cannot be had. */
export async function fetchCard(id) {
  return (await fetchFragment(`${document.body.dataset.notes}/${id}`))?.firstElementChild ?? null;
}

/** The part of a page that our script asks for, or null when it cannot be had. */
export async function fetchFragment(address) {
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    return answer.ok ? parse(await answer.text()) : null;
  } catch {
    return null; // no connection: the caller says so
  }
}

/** Puts every piece of a fragment in the place of the one with its id. */
export function swap(fragment) {
  for (const piece of [...fragment.children]) {
    const old = document.getElementById(piece.id);
    if (piece.id === "status") {
      old.replaceChildren(...piece.childNodes); // a live region that is itself replaced is not read out
    } else {
      old?.replaceWith(piece);
    }
  }
}

/** Tells the reader something, aloud to those who listen. */
export function say(words) {
  const line = document.createElement("p");
  line.textContent = words;
  document.getElementById("status").replaceChildren(line);
}

async function post(form, submitter) {
  form.dataset.state = "saving";
  try {
    return await fetch(form.action, {
      method: "POST",
      headers: { "X-Requested-With": "fetch" },
      body: new URLSearchParams(new FormData(form, submitter)),
    });
  } catch {
    return null; // no connection: the caller says so
  } finally {
    delete form.dataset.state;
  }
}

async function problemOf(answer) {
  try {
    return (await answer.json()).title;
  } catch {
    return null; // not even JSON: something between us and the server answered
  }
}

function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
