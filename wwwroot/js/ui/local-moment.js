// Shows when something was written in the reader's time zone, which the server does not know.
import { wordsOf } from "./moment-words.js";

customElements.define("local-moment", class extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    time.textContent = wordsOf(new Date(time.dateTime), this.className === "time");
  }
});
