const TIMEOUT = 30_000; // milliseconds: a connection that hangs longer is none
const KEEPALIVE_LIMIT = 60_000; // the most a browser still sends when the page is gone

const policy = makePolicy();

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

/** What the server's own HTML makes; no other becomes elements. */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = policy?.createHTML(html) ?? html;
  return template.content;
}

/** The address of a script of ours, as the page's policy wants it. */
export function trustedScriptUrl(address) {
  return policy?.createScriptURL(address) ?? address;
}

// Where the browser knows Trusted Types, the policy in the page's headers lets this one alone make HTML and load scripts.
function makePolicy() {
  const asIs = text => text;
  return globalThis.trustedTypes?.createPolicy("reader", { createHTML: asIs, createScriptURL: asIs });
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
