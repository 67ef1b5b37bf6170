/** Grey lines in the shape of what comes. */
export function Skeleton({ rows = 6, height = 16 }: { rows?: number; height?: number }) {
  return (
    <div class="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} style={{ height: `${String(height)}px`, width: `${String(96 - ((index * 17) % 40))}%` }} />
      ))}
    </div>
  );
}
