//! Networks, in which tries are counted.

use std::net::IpAddr;

/// The network of an address: an IPv4 /24 or an IPv6 /48, what one provider gives to one place,
/// and less than an address.
///
/// ```
/// use aduan::domain::network_of;
/// assert_eq!(&*network_of("203.0.113.77".parse()?), "203.0.113.0/24");
/// assert_eq!(&*network_of("::ffff:203.0.113.77".parse()?), "203.0.113.0/24");
/// assert_eq!(&*network_of("2001:db8:7:1::9".parse()?), "2001:db8:7::/48");
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
pub fn network_of(address: IpAddr) -> Box<str> {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            format!("{a}.{b}.{c}.0/24").into()
        }
        IpAddr::V6(v6) => {
            let [a, b, c, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}::/48").into()
        }
    }
}
