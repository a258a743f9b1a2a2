// What a person does, told to the server.

const SILENT = "The playground does not answer. Start it again with make demo.";

/**
 * Do it, and get what the server says of it: at least `error`, null or a sentence;
 * `lost` says that it never got there.
 *
 * @param {string} name such as "command"
 * @param {object} body with `as`
 */
export async function post(name, body) {
  try {
    const response = await fetch(`/do/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return await said(response);
  } catch (failure) {
    if (failure instanceof TypeError) return { error: SILENT, lost: true };
    throw failure;
  }
}

async function said(response) {
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  const answer = isJson ? await response.json() : {};
  const refusal = response.ok ? null : `The playground answered with ${response.status}.`;
  return { ...answer, error: answer.error ?? refusal };
}
