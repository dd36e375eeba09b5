const PATIENCE = 30_000; // milliseconds: a connection that hangs longer is none
const LIGHT = 60_000; // the most a browser still sends when the page is gone

/**
 * Sends what was kept as its form would be sent without script, and says what came back. An answer without the server's
 * own header is not the server's, whatever its status: a hotel's login page says 200.
 */
export async function post({ action, fields, id }) {
  const body = new URLSearchParams(fields).toString();
  try {
    return await read(await fetch(action, {
      method: "POST",
      headers: { "X-Requested-With": "fetch", "Content-Type": "application/x-www-form-urlencoded" },
      body,
      keepalive: body.length < LIGHT,
      signal: AbortSignal.timeout(PATIENCE),
    }), id);
  } catch {
    return { status: 0 }; // no connection
  }
}

/** Whether nobody knows if the server heard of it: then it is sent again, for a thing sent twice is taken as one. */
export function isUnsure({ status, ok, isOurs }) {
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500 || (status < 400 && !(ok && isOurs));
}

export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
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
