/**
 * Groups hosts by who registered them: everything below one registered name has one owner. The exact answer is the Public
 * Suffix List, tens of thousands of lines; for counting what goes to one place a rule of thumb does: below a country's
 * two letters a general word (`co.uk`, `com.au`, `gov.br`) is not yet an owner, and neither is a service that gives each
 * of its users a name (`github.io`). Where it errs it groups by one label too few or too many, which moves when a
 * person is asked, not whether. Pure.
 */

/** Words under which countries register names of others. */
const general = new Set(
  'ac asn biz co com conf csiro edu firm gen go gob gouv gov gub id ind info int ltd me mil muni ne net nhs nic nom or org plc police pro res sch school store tm web'.split(
    ' ',
  ),
);

/** Services that give each user a name of its own below theirs. */
const services = new Set(
  `amplifyapp.com appspot.com azurestaticapps.net azurewebsites.net blogspot.com cloudapp.net cloudfront.net cloudfunctions.net codeberg.page
  deno.dev duckdns.org fastly.net firebaseapp.com fly.dev github.dev github.io gitlab.io glitch.me herokuapp.com hf.space
  loca.lt myshopify.com netlify.app ngrok-free.app ngrok.app ngrok.io onrender.com pages.dev r2.dev railway.app readthedocs.io repl.co replit.app replit.dev run.app
  s3.amazonaws.com serveo.net supabase.co surge.sh trycloudflare.com tunnel.site vercel.app web.app webflow.io wordpress.com workers.dev`.split(
    /\s+/u,
  ),
);

/** Returns the registered name that a host belongs to; an address of numbers, or a single label, stands for itself. */
export function registrable(host: string): string {
  const name = host.replace(/\.+$/u, '');
  if (/^\[|^[\d.]+$/u.test(name)) return name;
  const labels = name.split('.');
  return labels.slice(-1 - suffixLabels(labels)).join('.');
}

function suffixLabels(labels: readonly string[]): number {
  for (const count of [4, 3, 2]) if (services.has(labels.slice(-count).join('.'))) return count;
  const [second = '', country = ''] = labels.slice(-2);
  return labels.length > 2 && country.length === 2 && general.has(second) ? 2 : 1;
}
