import { merge as combine } from 'lodash';
import { Body, Controller, Put } from '@nestjs/common';

@Controller()
export class ProfileController {
  @Put()
  update(@Body() changes: Record<string, unknown>): object {
    // ruleid: javascript.merge-from-request
    combine(this.profile, changes);
    // ok: javascript.merge-from-request
    return combine(this.profile, schema.parse(changes));
  }
}
