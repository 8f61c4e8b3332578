// ruleid: javascript.prototype-pollution-merge
export function deepCopy(target: any, source: any): void {
  for (const key of Object.keys(source)) {
    if (source[key] instanceof Object) {
      deepCopy(target[key], source[key]);
      continue;
    }
    target[key] = source[key];
  }
}
