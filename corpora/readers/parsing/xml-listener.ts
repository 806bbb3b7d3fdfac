/** What is told about an XML file while it is read. */

export type Attributes = Readonly<Record<string, string>>;

/** Names are without their prefix: `p` of `tei:p`. */
export interface XmlListener {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  add(text: string): void;
}
