<?php
// ruleid: property-any-value
class A {
  protected $x = [1];
}
// ok: property-any-value
class B {
  protected $x;
}
