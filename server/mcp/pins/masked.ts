/** Keeps secrets of command lines and addresses out of what is shown and remembered. Pure. */
import { sha256, type Definition } from './record.ts';

const secretName = /(?:key|token|secret|passw(?:or)?d|credential|auth(?:orization)?|bearer|pat)$/iu;

/** Returns a definition whose secrets are replaced by a short hash, so that a change still shows. */
export function withoutSecrets({ args, url, ...rest }: Definition): Definition {
  return {
    ...rest,
    ...(args === undefined ? {} : { args: args.map((arg, at) => maskedArg(arg, args[at - 1] ?? '')) }),
    ...(url === undefined ? {} : { url: maskedUrl(url) }),
  };
}

const masked = (secret: string): string => `<secret ${sha256(secret).slice(0, 8)}>`;

function maskedArg(arg: string, before: string): string {
  if (/^--?[\w-]+$/u.test(before) && secretName.test(before) && !arg.startsWith('-')) return masked(arg);
  const [, name = '', value = ''] = /^([^=]{1,80}[=:])\s*(.+)$/su.exec(arg) ?? [];
  if (secretName.test(name.slice(0, -1)) && value !== '') return name + masked(value);
  if (/^(?:sk|pk|gh[opsu]|github_pat|glpat|xox[abp]|AKIA|AIza)[-_A-Za-z0-9]{12,}$/u.test(arg))
    return masked(arg);
  return maskedUrl(arg);
}

const maskedUrl = (text: string): string =>
  text
    .replace(/(?<=:\/\/)[^/@\s]+(?=@)/gu, masked)
    .replace(/(?<=[?&][\w-]*(?:key|token|secret|password|auth|sig)=)[^&#\s]+/giu, masked);
