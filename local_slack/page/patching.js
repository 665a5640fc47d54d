/**
 * Keeps a list of nodes equal to a list of items while touching only what changed:
 * a half-typed field, an open menu and the scroll position of everything else survive.
 */

const drawn = new WeakMap();

export function patch(container, items, { key, signature, render }) {
  const old = new Map(
    [...container.children].filter((node) => drawn.has(node)).map((node) => [drawn.get(node).key, node]),
  );
  let place = container.firstElementChild;
  for (const item of items) {
    const before = old.get(key(item));
    const node = current(before, item, { key, signature, render });
    old.delete(key(item));
    // A node that was drawn anew already stands where its predecessor stood.
    if (before && before === place) place = node.nextElementSibling;
    else container.insertBefore(node, place);
  }
  for (const node of old.values()) node.remove();
}

function current(before, item, { key, signature, render }) {
  const sign = signature(item);
  if (before && drawn.get(before).sign === sign) return before;
  const node = render(item);
  drawn.set(node, { key: key(item), sign });
  if (before) replaceKeepingFocus(before, node);
  return node;
}

const signs = new WeakMap();

/** Fills *node* anew only if *sign* is new, so that no click falls between two equal drawings. */
export function redraw(node, sign, build) {
  if (signs.get(node) === sign) return;
  signs.set(node, sign);
  const held = focused(node);
  node.replaceChildren(...build().filter(Boolean));
  held?.(node);
}

function replaceKeepingFocus(before, after) {
  const held = focused(before);
  before.replaceWith(after);
  held?.(after);
}

/** How to give the focus (and the caret) back to the same field in the node that replaces *node*. */
export function focused(node) {
  const active = document.activeElement;
  if (!active || !node.contains(active)) return null;
  const name = active.closest("[data-field]")?.dataset.field;
  if (!name) return null;
  const caret = "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  return (successor) => {
    const field = successor.querySelector(`[data-field="${CSS.escape(name)}"]`);
    field?.focus({ preventScroll: true });
    if (caret?.[0] !== null && field?.setSelectionRange) tryCaret(field, caret);
  };
}

function tryCaret(field, caret) {
  try {
    field.setSelectionRange(...caret);
  } catch {
    // Number and date fields have no caret to move.
  }
}
