import CBoostMath

/// The derivative of log Γ at a positive number.
public func digamma(_ value: Double) -> Double { manyi_digamma(value) }

/// The second derivative of log Γ at a positive number.
public func trigamma(_ value: Double) -> Double { manyi_trigamma(value) }
