// ruleid: javascript.prototype-pollution-merge
function merge(target, source) {
  for (const key in source) {
    if (typeof source[key] === 'object') {
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
  return target;
}

// ruleid: javascript.prototype-pollution-merge
const extend = (into, from) => {
  for (let name in from) {
    if (isObject(from[name])) extend(into[name], from[name]);
    else into[name] = from[name];
  }
};

// ok: javascript.prototype-pollution-merge
function safeMerge(target, source) {
  for (const key in source) {
    if (key === '__proto__' || key === 'constructor') continue;
    if (typeof source[key] === 'object') safeMerge(target[key], source[key]);
    else target[key] = source[key];
  }
}

// ok: javascript.prototype-pollution-merge
function compare(left, right) {
  for (const key in right) {
    if (!equal(left[key], right[key])) return false;
  }
  return true;
}

// ok: javascript.prototype-pollution-merge
function assign(target, source) {
  for (const key in source) target[key] = source[key];
}

// ok: javascript.prototype-pollution-merge
function joined(first, second) {
  const result = { ...first, ...second };
  for (const key in second) {
    if (isObject(second[key])) result[key] = joined(first[key], second[key]);
  }
  return result;
}
