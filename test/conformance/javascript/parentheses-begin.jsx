function A(x) {
  // ruleid: parentheses-begin
  return (
    <a href={x} />
  );
}
