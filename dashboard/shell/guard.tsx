import { Component } from 'react';
import type { ReactNode } from 'react';

interface GuardProps {
  /** Another key gives the part another chance. */
  readonly resetKey: string;
  readonly fallback: ReactNode;
  readonly children: ReactNode;
}

/** Keeps a failure in one part (a lens that cannot be loaded, a screen) from taking the whole page. */
export class Guard extends Component<GuardProps, { readonly failedAt: string | undefined }> {
  override state: { readonly failedAt: string | undefined } = { failedAt: undefined };

  static getDerivedStateFromError() {
    return { failedAt: '' };
  }
  override componentDidUpdate(before: GuardProps) {
    if (before.resetKey !== this.props.resetKey && this.state.failedAt !== undefined) this.setState({ failedAt: undefined });
  }
  override render() {
    return this.state.failedAt === undefined ? this.props.children : this.props.fallback;
  }
}
