// ruleid: class-decorated
@Controller('a')
export class A {}
// ok: class-decorated
@Other('a')
class B {}
