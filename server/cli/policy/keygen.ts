/** `ringfence policy keygen`: makes a pair of keys that signs floors. */
import fs from 'node:fs';
import path from 'node:path';
import { publicKeyFile } from '../../floor/minisign/publicKey.ts';
import { makeSecretKey, secretKeyFile } from '../../floor/minisign/secretKey.ts';
import { makeFolder } from '../../platform/makeFolder.ts';
import { errorCode, writeDurably } from '../../quarantine/disk.ts';
import { exitCodes, UsageError, type Command } from '../command.ts';
import { readOptions } from '../options.ts';
import { written } from '../written.ts';
import { defaultSecretKey, describeKey, passwordVariable } from './floorKeys.ts';

/** Makes keys in minisign's format. */
export const keygenVerb: Command = {
  name: 'keygen',
  usage: 'ringfence policy keygen [--secret-key FILE] [--public-key FILE] [--unencrypted]',
  summary: `Make a key pair (minisign's format) that signs floors, locked with the password in ${passwordVariable}.`,
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      'secret-key': { type: 'string' },
      'public-key': { type: 'string' },
      unencrypted: { type: 'boolean' },
    });
    if (positionals.length > 0) throw new UsageError('"keygen" takes options only.');
    const password = context.surroundings.env[passwordVariable] ?? '';
    const open = values.unencrypted === true;
    if (!open && password === '')
      throw new UsageError(
        `Put a password into ${passwordVariable}, or say --unencrypted to keep the secret key without one.`,
      );
    const secretFile = path.resolve(context.cwd, values['secret-key'] ?? defaultSecretKey(context));
    const publicFile = path.resolve(context.cwd, values['public-key'] ?? publicName(secretFile));
    const key = makeSecretKey();
    const secret = secretKeyFile(key, open ? undefined : password);
    await written(`One of ${secretFile} and ${publicFile}`, () => {
      makeFolder(path.dirname(secretFile), 0o700);
      makeFolder(path.dirname(publicFile));
    });
    try {
      writeDurably(fs, [
        { path: secretFile, bytes: Buffer.from(secret), mode: 0o600 },
        { path: publicFile, bytes: Buffer.from(publicKeyFile(key.publicKey)), mode: 0o644 },
      ]);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
      throw new UsageError(
        `One of ${secretFile} and ${publicFile} exists. A key is never replaced: name others.`,
      );
    }
    const locked = open ? 'not encrypted' : `locked with the password in ${passwordVariable}`;
    await context.out(
      `${describeKey(key.publicKey)}\n  public   ${publicFile}\n  secret   ${secretFile} (${locked})\n` +
        'Keep the secret key where no agent runs.\n',
    );
    return exitCodes.clean;
  },
};

const publicName = (secret: string): string => `${secret.replace(/\.key$/u, '')}.pub`;
