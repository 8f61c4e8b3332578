import { sign as make } from 'jsonwebtoken';
import { Strategy } from 'passport-jwt';
import * as jose from 'jose';

export const token: string =
  // ruleid: javascript.jwt-hardcoded-secret
  make({ id: 1 } satisfies Claims, 'qwertz');

export class JwtStrategy extends Strategy {
  constructor(config: Config) {
    // ruleid: javascript.jwt-hardcoded-secret
    super({ secretOrKey: 'qwertz', ignoreExpiration: false });
    // ok: javascript.jwt-hardcoded-secret
    super({ secretOrKey: config.get<string>('JWT_SECRET') });
  }
}
