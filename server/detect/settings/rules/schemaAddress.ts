/** Schema lines of any file: editors fetch them when the file is opened, so an address can carry data away. */
import { tags } from '../../rule.ts';
import type { Spot, TextRule } from '../../text/rule.ts';
import { isInsecureUrl, isLoopback, urlParts } from '../conditions/urls.ts';

/** A schema stands near the beginning; what lies further down is content. */
const maxHead = 20_000;

const schemaLine =
  /"\$schema"\s{0,20}:\s{0,20}"(https?:\/\/[^"\s]{1,2000})"|\byaml-language-server:\s{0,4}\$schema=(https?:\/\/\S{1,2000})|^#:schema\s{1,4}(https?:\/\/\S{1,2000})/gimu;

/** Reports schema addresses that carry data, or that lead to a bare address or to a service that collects requests. */
export const schemaAddress: TextRule = {
  id: 'schemas/address',
  title: 'A schema is fetched from an address that carries data or belongs to nobody known',
  why: 'Editors fetch it as soon as the file is opened: what the address holds leaves the machine without a click.',
  remedy: 'Name the schema by its published address, or keep a copy in the project.',
  severity: 'medium',
  confidence: 'medium',
  risks: ['EXFIL-FETCH'],
  tags: tags('OWASP-ASI@2026:ASI02', 'CWE@4.18:CWE-200'),
  surfaces: ['written content'],
  find: ({ text }) =>
    Array.from(text.slice(0, maxHead).matchAll(schemaLine), match => ({
      url: match[1] ?? match[2] ?? match[3] ?? '',
      start: match.index,
      end: match.index + match[0].length,
    })).flatMap(({ url, start, end }): readonly Spot[] => (isOdd(url) ? [{ start, end }] : [])),
};

const collectors =
  /(?:^|\.)(?:webhook\.site|requestbin\.(?:com|net)|pipedream\.net|ngrok(?:-free)?\.(?:io|app|dev)|oast\.\w+|interact\.sh|burpcollaborator\.net|oastify\.com|beeceptor\.com|requestcatcher\.com|trycloudflare\.com|localtunnel\.me|loca\.lt|hookbin\.com|canarytokens\.com|dnslog\.cn)$/u;

function isOdd(url: string): boolean {
  const parts = urlParts(url);
  if (parts === undefined || isLoopback(parts.host)) return false;
  if (collectors.test(parts.host) || /^[a-z]+:\/\/[^/?#@]*@/iu.test(url)) return true;
  const isBare = isInsecureUrl(url.replace(/^http:/iu, 'https:'));
  return isBare || carriesData(url.slice(url.indexOf(parts.host) + parts.host.length));
}

/** Long runs of mixed characters, or what a variable or encoding would put there, are no name of a schema. */
function carriesData(tail: string): boolean {
  if (/\$\{|%24%7B|\$\(/iu.test(tail)) return true;
  return tail.split(/[/?&=#]/u).some(part => part.length >= 24 && isMixed(part));
}

/** A commit or digest in hex is a version, not data. */
const isMixed = (part: string): boolean =>
  !/^[\da-f]+$/iu.test(part) &&
  /^[\w+%-]+={0,2}$/u.test(part) &&
  /[a-z]/u.test(part) &&
  /[A-Z]/u.test(part) &&
  /\d/u.test(part);
