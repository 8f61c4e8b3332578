// ruleid: method-decorated
class A { x = 1; @Get('/') all(): void {} }
// ok: method-decorated
class B { all(): void {} }
