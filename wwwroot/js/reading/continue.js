import { numberOf } from "../text/paragraphs.js";
import { button, element } from "../ui/element.js";

/** Offers a button that leads to where the reader was last: { id, from }. The page never scrolls there by itself. */
export function offerToContinue(essay, saved) {
  const block = document.getElementById(saved.id);
  if (!block || !essay.contains(block)) return;

  const chip = element("div", { className: "continue" },
    button(`Continue at ${nameOf(block)}`, () => {
      chip.remove();
      scrollBy({ top: block.getBoundingClientRect().top - saved.from, behavior: "instant" });
    }),
    button("×", () => chip.remove(), { className: "close", ariaLabel: "Do not continue there" }));
  document.body.append(chip);
  addEventListener("scroll", function look() {
    if (scrollY < innerHeight) return;

    chip.remove();
    removeEventListener("scroll", look);
  }, { passive: true });
}

function nameOf(block) {
  const number = numberOf(block);
  const title = block.closest(".essay-section")?.querySelector("h2")?.firstChild.textContent;
  return [number && `¶ ${number}`, title].filter(Boolean).join(" · ");
}
