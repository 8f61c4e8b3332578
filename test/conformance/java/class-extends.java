// ruleid: class-extends
class A extends HttpServlet { }
// ok: class-extends
class B { }
// ruleid: class-extends
public final class C extends HttpServlet implements I { int x; }
