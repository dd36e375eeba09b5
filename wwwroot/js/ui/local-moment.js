// When something was written, by the reader's own clock: the server knows but the moment.
customElements.define("local-moment", class extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    time.textContent = new Date(time.dateTime).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: this.className === "time" ? "short" : undefined });
  }
});
