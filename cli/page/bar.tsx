/** A bar of one or two parts, whose lengths are shares of the whole width. */
export function Bar({ parts }: { parts: readonly [number] | readonly [number, number] }) {
  const [first, second = 0] = parts.map((part) => Math.max(0, Math.min(1, part)) * 100);
  return (
    <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
      <rect class="of-topic" x="0" y="0" width={first.toFixed(2)} height="10" />
      <rect class="of-corpus" x={first.toFixed(2)} y="0" width={second.toFixed(2)} height="10" />
    </svg>
  );
}
