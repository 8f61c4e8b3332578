<?php
class A {
  // ruleid: method-definition
  public function f($a) {
  }
  // ok: method-definition
  private function g($a) {
  }
}
