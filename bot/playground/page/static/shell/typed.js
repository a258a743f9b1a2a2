// What a person has typed into a modal, carried over to its next version.

const TEXTS = new Set(["plain_text_input", "email_text_input", "url_text_input", "number_input"]);
const ONE = new Set(["static_select", "radio_buttons"]);
const SEVERAL = new Set(["multi_static_select", "checkboxes"]);
const PLAIN = {
  datepicker: "initial_date",
  timepicker: "initial_time",
  conversations_select: "initial_conversation",
  channels_select: "initial_channel",
  users_select: "initial_user",
  multi_conversations_select: "initial_conversations",
  multi_channels_select: "initial_channels",
  multi_users_select: "initial_users",
};

/** The blocks with what was typed as the first values of the same fields. */
export function withTyped(blocks, values) {
  return blocks.map((block) => {
    const { element } = block;
    if (block.type !== "input" || !(element?.action_id in values)) return block;
    return { ...block, element: kept(element, values[element.action_id]) };
  });
}

function kept(element, value) {
  if (TEXTS.has(element.type)) return { ...element, initial_value: value ?? "" };
  if (element.type === "external_select" && value) {
    return { ...element, initial_option: { value, text: { type: "plain_text", text: value } } };
  }
  if (ONE.has(element.type)) return { ...element, initial_option: chosen(element, [value])[0] };
  if (SEVERAL.has(element.type)) {
    return { ...element, initial_options: chosen(element, value ?? []) };
  }
  const name = PLAIN[element.type];
  return name && value ? { ...element, [name]: value } : element;
}

function chosen(element, values) {
  const groups = element.option_groups ?? [element];
  return groups
    .flatMap(({ options }) => options ?? [])
    .filter(({ value }) => values.includes(value));
}
