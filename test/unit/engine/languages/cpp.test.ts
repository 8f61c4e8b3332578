import { describe, expect, it } from 'vitest';
import { cpp } from '../../../../server/engine/languages/cpp.ts';
import { compiled } from './compiled.ts';
import { shown } from './lowered.ts';

describe('C++', () => {
  it.each([
    [
      'namespace a::b { class C : public D, private E<int> { public: C(int x) : y(x) { } virtual ~C() = default; int y{0}; }; }',
      '(Other namespace (Attr (Name a) (Name b)) (Block (ClassDef class (Name C) (Bases (Name D) (TypeApply (Name E) (TypeArgs (Name int)))) (Bases) (ClassBody (FuncDef (Name C) (Params (Param (Name x) (Name int) _ (Mods))) _ (Block (ExprStmt (Call (Name y) (Args (Name x))))) (Mods) _) (FuncDef (Name ~C) (Params) _ _ (Mods (Mod virtual)) _) (VarDef (Name y) (Name int) (List (Num 0)) (Mods))) (Mods) _)))',
    ],
    [
      'template <typename T> T f(const std::string &s, int a = 1) { return s; }',
      '(FuncDef (Name f) (Params (Param (Name s) (TypePtr & (Attr (Name std) (Name string))) _ (Mods (Mod const))) (Param (Name a) (Name int) (Num 1) (Mods))) (Name T) (Block (Return (Name s))) (Mods) _)',
    ],
    [
      'using namespace std; using std::x; using T = int;',
      '(Import all (Path std (Name std)) _ _)\n(Import from (Path std (Name std)) (Name x) _)\n(TypeDef (Name T) (Name int))',
    ],
    [
      'int A::m(int x) { return x; } bool operator==(const A &a, const A &b) { return true; }',
      '(FuncDef (Attr (Name A) (Name m)) (Params (Param (Name x) (Name int) _ (Mods))) (Name int) (Block (Return (Name x))) (Mods) _)\n(FuncDef (Name operator==) (Params (Param (Name a) (TypePtr & (Name A)) _ (Mods (Mod const))) (Param (Name b) (TypePtr & (Name A)) _ (Mods (Mod const)))) (Name bool) (Block (Return (Bool true))) (Mods) _)',
    ],
  ])('lowers declarations: %s', (source, tree) => {
    expect(shown(cpp, source)).toBe(tree);
  });

  it.each([
    [
      'void f() { std::ifstream in(path); std::string s("x"); std::vector<int> v{1, 2}; int g(int); }',
      '(FuncDef (Name f) (Params) (Name void) (Block (VarDef (Name in) (Attr (Name std) (Name ifstream)) (New (Attr (Name std) (Name ifstream)) (Args (Name path)) _) (Mods)) (VarDef (Name s) (Attr (Name std) (Name string)) (New (Attr (Name std) (Name string)) (Args (Str "x")) _) (Mods)) (VarDef (Name v) (Attr (Name std) (TypeApply (Name vector) (TypeArgs (Name int)))) (List (Num 1) (Num 2)) (Mods)) (FuncDef (Name g) (Params (Param _ (Name int) _ (Mods))) (Name int) _ (Mods) _)) (Mods) _)',
    ],
    [
      'void f() { for (auto &e : v) { } try { throw E("x"); } catch (const std::exception &e) { } catch (...) { } }',
      '(FuncDef (Name f) (Params) (Name void) (Block (ForEach (Param (Name e) (TypePtr & (Name auto)) _ (Mods)) (Name v) (Block) _) (Try (Block (Throw (Call (Name E) (Args (Str "x"))))) (Catches (Catch (TypePtr & (Attr (Name std) (Name exception))) (Name e) (Block)) (Catch _ _ (Block))) _ _)) (Mods) _)',
    ],
    [
      'void f() { delete p; auto *z = new Foo(1); int *w = new int[3]; x->y(); this->z; nullptr; }',
      '(FuncDef (Name f) (Params) (Name void) (Block (ExprStmt (Unary delete (Name p))) (VarDef (Name z) (TypePtr * (Name auto)) (New (Name Foo) (Args (Num 1)) _) (Mods)) (VarDef (Name w) (TypePtr * (Name int)) (New (TypeArray (Name int) (Num 3)) (Args) _) (Mods)) (ExprStmt (Call (Attr (Unary * (Name x)) (Name y)) (Args))) (ExprStmt (Attr (Unary * (Name this)) (Name z))) (ExprStmt (Null null))) (Mods) _)',
    ],
    [
      'void f() { auto l = [&x](int a) -> int { return a; }; static_cast<int>(x); obj.method<int>(R"(raw)"); }',
      '(FuncDef (Name f) (Params) (Name void) (Block (VarDef (Name l) (Name auto) (Lambda (Params (Param (Name a) (Name int) _ (Mods))) (Name int) (Block (Return (Name a))) (Mods)) (Mods)) (ExprStmt (Call (TypeApply (Name static_cast) (TypeArgs (Name int))) (Args (Name x)))) (ExprStmt (Call (Attr (Name obj) (TypeApply (Name method) (TypeArgs (Name int)))) (Args (Str "raw"))))) (Mods) _)',
    ],
    [
      'void f() { if (int x = g(); x) { } std::cout << "x" << std::endl; }',
      '(FuncDef (Name f) (Params) (Name void) (Block (If (Seq (VarDef (Name x) (Name int) (Call (Name g) (Args)) (Mods)) (Name x)) (Block) _) (ExprStmt (Binary << (Binary << (Attr (Name std) (Name cout)) (Str "x")) (Attr (Name std) (Name endl))))) (Mods) _)',
    ],
  ])('lowers statements and expressions: %s', (source, tree) => {
    expect(shown(cpp, source)).toBe(tree);
  });

  it.each([
    ['std::$F(...)', 'expression (Call (Attr (Name std) (Metavar $F)) (Args (Ellipsis)))'],
    ['catch ($E &$X) { ... }', 'node (Catch (TypePtr & (Metavar $E)) (Metavar $X) (Block (Ellipsis)))'],
    [
      'try { ... } catch (...) { ... }',
      'statement (Try (Block (Ellipsis)) (Catches (Catch (Ellipsis) (Ellipsis) (Block (Ellipsis)))) _ _)',
    ],
    [
      '(std::string $X).c_str()',
      'expression (Call (Attr (TypedMetavar $X (Attr (Name std) (Name string))) (Name c_str)) (Args))',
    ],
    [
      'class $C : public $D { ... };',
      'statement (ClassDef class (Metavar $C) (Bases (Metavar $D)) (Bases) (ClassBody (Ellipsis)) (Mods) _)',
    ],
    [
      '$T $C::$F(...) { ... }',
      'statement (FuncDef (Attr (Metavar $C) (Metavar $F)) (Params (Ellipsis)) (Metavar $T) (Block (Ellipsis)) (Mods) _)',
    ],
  ])('reads patterns: %s', (source, tree) => {
    expect(compiled(cpp, source)).toBe(tree);
  });
});
