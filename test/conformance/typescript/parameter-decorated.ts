// ruleid: parameter-decorated
class A { save(@Body() data: any) {} }
// ok: parameter-decorated
class B { save(data: any) {} }
