import { parse } from "./html.js";

const TIMEOUT = 30_000; // milliseconds until a request counts as failed
const KEEPALIVE_LIMIT = 60_000; // bytes; browsers refuse larger requests that outlive the page

/**
 * Sends an entry as its form would be sent without script, and describes the answer. An answer without our server's own
 * header does not come from our server, whatever its status: the login page of a hotel answers 200.
 */
export async function post({ action, fields }) {
  const body = new URLSearchParams(fields).toString();
  const headers = { "X-Requested-With": "fetch" };
  try {
    const sent = await fetch(action, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/x-www-form-urlencoded", "Shows-Notes": document.querySelector(".mark-link, .note-card") ? "yes" : "no" },
      body,
      keepalive: body.length < KEEPALIVE_LIMIT,
      signal: AbortSignal.timeout(TIMEOUT),
    });
    const answer = await read(sent);
    const check = sent.headers.get("Cookie-Check"); // sent with a reader's first cookie: if the browser did not store it, nobody can find what was saved
    const checked = check && (await read(await fetch(check, { method: "POST", headers, body: new URLSearchParams() })));
    return checked?.ok === false ? checked : answer;
  } catch {
    return { status: 0 }; // no connection
  }
}

/** Whether it is unknown if the server saved the entry. Then it is sent again: the server recognises an entry it already has. */
export function isRetryable({ status, ok, isOurs }) {
  return status === 0 || status === 408 || status === 429 || status >= 500 || (status < 400 && !(ok && isOurs));
}

/** The answer for an entry that made the server fail every time. */
export function failureOf(answer) {
  return { ...answer, message: "The server failed repeatedly, and this is not saved. Try again later, or copy your text." };
}

/** What a form would send without script: { action, fields }. */
export function requestOf(form, submitter) {
  const action = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.getAttribute("action"), document.baseURI);
  const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, value.replaceAll("\0", "")]); // not valid in text
  return { action: action.pathname + action.search, fields };
}

/** Sends a form once, without the outbox. */
export function postForm(form, submitter) {
  return post(requestOf(form, submitter));
}

/** A page as readers without script get it; null if it cannot be fetched. */
export async function fetchPage(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? parse(await answer.text()) : null;
  } catch {
    return null; // no connection: the page stays as it is
  }
}

/** The fragment of a page that the server makes for scripts; null if it cannot be fetched. */
export async function fetchFragment(address) {
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    return answer.ok ? Object.assign(parse(await answer.text()), { revision: answer.headers.get("Revision") }) : null;
  } catch {
    return null; // no connection: the caller tells the reader
  }
}

async function read(answer) {
  const { status, ok, headers } = answer;
  const isHtml = headers.get("Content-Type")?.startsWith("text/html");
  const html = isHtml ? await answer.text() : "";
  const fragment = parse(html);
  const refusal = fragment.querySelector(".refusal");
  const card = ok ? fragment.querySelector(".note-card") : null;
  return {
    status,
    ok,
    html,
    isOurs: headers.has("Revision"),
    revision: headers.get("Revision"),
    annotation: card?.id.slice("card-".length), // another one than the sender's, if a mark was on the same words
    version: ok ? card?.dataset.version ?? fragment.querySelector("#status [name=version]")?.value : null,
    code: refusal?.dataset.code,
    message: refusal?.textContent.trim() ?? (isHtml ? null : await titleOf(answer)) ?? "The server rejected this.",
    retryAfter: secondsUntil(headers.get("Retry-After")),
  };
}

async function titleOf(answer) {
  try {
    return (await answer.json()).title;
  } catch {
    return null; // not JSON: a proxy answered instead of the server
  }
}

// Retry-After is a number of seconds or a date.
function secondsUntil(when) {
  return Number(when) || Math.max(0, (Date.parse(when) - Date.now()) / 1000) || 0;
}
