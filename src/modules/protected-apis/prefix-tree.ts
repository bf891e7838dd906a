interface Node<Value> {
  readonly children: Map<string, Node<Value>>;
  value: Value | undefined;
}

/** Values by path prefix, in whole segments: `/api` is not before `/apiary`. */
export class PrefixTree<Value> {
  private readonly root: Node<Value> = { children: new Map(), value: undefined };

  /** Of two values with one prefix the first stays. */
  add(prefix: readonly string[], value: Value): void {
    let node = this.root;
    for (const segment of prefix) {
      const child = node.children.get(segment) ?? { children: new Map(), value: undefined };
      node.children.set(segment, child);
      node = child;
    }
    node.value ??= value;
  }

  /** The value of the longest prefix of the path. */
  longest(path: readonly string[]): Value | undefined {
    let node: Node<Value> | undefined = this.root;
    let found = node.value;
    for (const segment of path) {
      node = node.children.get(segment);
      if (node === undefined) break;
      found = node.value ?? found;
    }
    return found;
  }
}
