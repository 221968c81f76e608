// Preloaded into the server: its time goes on from SCREENSHOT_TIME, so that pictures taken on another day are the same.
const wanted = Date.parse(process.env.SCREENSHOT_TIME ?? "");
if (!Number.isNaN(wanted)) {
  const RealDate = Date;
  const shift = wanted - RealDate.now();
  globalThis.Date = class extends RealDate {
    constructor(...args) {
      if (args.length === 0) super(RealDate.now() + shift);
      else super(...args);
    }
    static now() {
      return RealDate.now() + shift;
    }
    // Its own, not inherited: Next wraps the constructor and copies what is the class's own.
    static parse(text) {
      return RealDate.parse(text);
    }
    static UTC(...args) {
      return RealDate.UTC(...args);
    }
  };
}
