/**
 * A name, e-mail address or id as someone else wrote it, cut where the cell ends. It keeps its own direction: "=A1"
 * or an English name stays readable in a right-to-left page, and is cut at its own end.
 */
export function DataText({ children, title }: { children: string; title?: string }) {
  return (
    <span className="clip" dir="auto" title={title}>
      {children}
    </span>
  );
}
