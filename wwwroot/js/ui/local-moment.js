// Shows when something was written in the reader's time zone, which the server does not know.
customElements.define("local-moment", class extends HTMLElement {
  connectedCallback() {
    const time = this.querySelector("time");
    time.textContent = new Date(time.dateTime).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: this.className === "time" ? "short" : undefined });
  }
});
