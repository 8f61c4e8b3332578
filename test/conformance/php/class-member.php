<?php
// ruleid: class-member
class A {
  public $name = 'a';
  public $password = 'b';
}
// ok: class-member
class B {
  public $name = 'a';
}
