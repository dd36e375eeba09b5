import { parse } from "./html.js";

const TIMEOUT = 30_000; // milliseconds: a connection that hangs longer is none
const KEEPALIVE_LIMIT = 60_000; // the most a browser still sends when the page is gone

/**
 * Sends what was kept as its form would be sent without script, and says what came back. An answer without the server's
 * own header is not the server's, whatever its status: a hotel's login page says 200.
 */
export async function post({ action, fields, id }) {
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
    const answer = await read(sent, id);
    const check = sent.headers.get("Cookie-Check"); // where the first cookie went out: without it nobody finds again what was saved
    const checked = check && (await read(await fetch(check, { headers })));
    return checked?.ok === false ? checked : answer;
  } catch {
    return { status: 0 }; // no connection
  }
}

/** Whether nobody knows if the server heard of it: then it is sent again, for a thing sent twice is taken as one. */
export function isRetryable({ status, ok, isOurs }) {
  return status === 0 || status === 408 || status === 429 || status >= 500 || (status < 400 && !(ok && isOurs));
}

/** What the server fails at again and again is refused. */
export function givenUp(answer) {
  return { ...answer, message: "The server failed at this again and again, and it is not saved. Try it once more in a while, or keep a copy of your words." };
}

/** What a form would send without script: { action, fields }. */
export function requestOf(form, submitter) {
  const action = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.getAttribute("action"), document.baseURI);
  const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, value.replaceAll("\0", "")]); // no text has that
  return { action: action.pathname + action.search, fields };
}

/** Sends a form that is not worth keeping: now or not at all. */
export function postForm(form, submitter) {
  return post(requestOf(form, submitter));
}

/** A page as whoever has no script gets it, or null when it cannot be had. */
export async function fetchPage(address) {
  try {
    const answer = await fetch(address);
    return answer.ok ? parse(await answer.text()) : null;
  } catch {
    return null; // no connection: what is shown stands
  }
}

/** The part of a page that our script asks for, or null when it cannot be had. */
export async function fetchFragment(address) {
  try {
    const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
    return answer.ok ? Object.assign(parse(await answer.text()), { revision: answer.headers.get("Revision") }) : null;
  } catch {
    return null; // no connection: the caller says so
  }
}

async function read(answer, id) {
  const { status, ok, headers } = answer;
  const isHtml = headers.get("Content-Type")?.startsWith("text/html");
  const html = isHtml ? await answer.text() : "";
  const fragment = parse(html);
  const refusal = fragment.querySelector(".refusal");
  return {
    status,
    ok,
    html,
    isOurs: headers.has("Revision"),
    revision: headers.get("Revision"),
    version: ok ? fragment.querySelector(`#card-${id}`)?.dataset.version ?? fragment.querySelector("#status [name=version]")?.value : null,
    code: refusal?.dataset.code,
    message: refusal?.textContent.trim() ?? (isHtml ? null : await titleOf(answer)) ?? "The server would not take this.",
    retryAfter: secondsUntil(headers.get("Retry-After")),
  };
}

async function titleOf(answer) {
  try {
    return (await answer.json()).title;
  } catch {
    return null; // not even JSON: something between us and the server answered
  }
}

// A number of seconds or a date.
function secondsUntil(when) {
  return Number(when) || Math.max(0, (Date.parse(when) - Date.now()) / 1000) || 0;
}
