//! The container of old workbooks, a file system in a file (MS-CFB).
//!
//! Every chain of sectors is followed within the file and gives no more bytes than
//! the file has, so that a damaged file is refused at once and never takes much
//! more memory than it is long.

/// Sectors from here on are no sectors.
const NOT_A_SECTOR: u32 = 0xFFFF_FFFA;

/// The sign that ends a chain.
const END: u32 = 0xFFFF_FFFE;

/// Streams shorter than this stand in the small sectors.
const SMALL: u64 = 4096;

/// A container whose directory has been read.
#[derive(Debug)]
pub(super) struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<DirectoryEntry>,
}

#[derive(Debug)]
struct DirectoryEntry {
    name: String,
    start: u32,
    len: u64,
}

pub(super) fn two(bytes: &[u8], place: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(place..place.checked_add(2)?)?.try_into().ok()?))
}

pub(super) fn four(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(place..place.checked_add(4)?)?.try_into().ok()?))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|piece| u32::from_le_bytes([piece[0], piece[1], piece[2], piece[3]]))
}

impl<'a> Container<'a> {
    /// Reads tables and directory; nothing when the container is damaged.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match two(bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        if two(bytes, 32)? != 6 {
            return None;
        }
        let mut container = Container {
            bytes,
            sector,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            entries: Vec::new(),
        };
        container.read_table()?;
        let directory = container.chain(four(bytes, 48)?)?;
        let is_large = sector == 4096;
        container.entries = directory
            .chunks_exact(128)
            .filter_map(|entry| DirectoryEntry::read(entry, is_large))
            .collect();
        let root = container.entries.first()?;
        let (start, len) = (root.start, root.len);
        if four(bytes, 64)? > 0 {
            container.small_table = numbers(&container.chain(four(bytes, 60)?)?).collect();
            container.small = container.chain(start)?;
            container.small.truncate(usize::try_from(len).ok()?);
        }
        Some(container)
    }

    /// The names of all streams and folders.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.name.as_str())
    }

    /// The bytes of a stream; nothing when it is not there or damaged.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))?;
        let mut stream = if entry.len < SMALL {
            let piece = |number: u32| {
                let start = (number as usize).checked_mul(64)?;
                self.small.get(start..(start + 64).min(self.small.len()))
            };
            follow(entry.start, &self.small_table, self.small.len(), piece)?
        } else {
            self.chain(entry.start)?
        };
        let len = usize::try_from(entry.len).ok()?;
        if stream.len() < len {
            return None;
        }
        stream.truncate(len);
        Some(stream)
    }

    /// One sector; the last one of a file may be cut where nothing is written.
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty())
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        follow(start, &self.table, self.bytes.len(), |number| self.sector(number))
    }

    /// The table of chains, whose own sectors the header lists, and further ones
    /// a chain that begins there.
    fn read_table(&mut self) -> Option<()> {
        let most = self.bytes.len() / self.sector + 1;
        // The table has a place for every sector; its last part is filled up.
        let longest = 2 * (most + self.sector);
        let mut sectors: Vec<u32> = numbers(self.bytes.get(76..512)?).collect();
        let mut next = four(self.bytes, 68)?;
        let mut n_steps = 0;
        while next < NOT_A_SECTOR {
            n_steps += 1;
            if n_steps > most {
                return None;
            }
            sectors.extend(numbers(self.sector(next)?));
            next = sectors.pop()?;
        }
        for number in sectors.into_iter().filter(|number| *number < NOT_A_SECTOR) {
            self.table.extend(numbers(self.sector(number)?));
            if self.table.len() > longest {
                return None;
            }
        }
        Some(())
    }
}

impl DirectoryEntry {
    fn read(bytes: &[u8], is_large: bool) -> Option<Self> {
        let units: Vec<u16> = bytes[..64]
            .chunks_exact(2)
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .take_while(|unit| *unit != 0)
            .collect();
        let len = u64::from(four(bytes, 120)?);
        let upper = if is_large { u64::from(four(bytes, 124)?) } else { 0 };
        let name = String::from_utf16_lossy(&units);
        Some(DirectoryEntry { name, start: four(bytes, 116)?, len: upper << 32 | len })
    }
}

/// The sectors of a chain end to end. A chain that runs in a circle has more
/// steps than its table has places, or more bytes than there are.
fn follow<'a>(
    start: u32,
    table: &[u32],
    limit: usize,
    sector: impl Fn(u32) -> Option<&'a [u8]>,
) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut next = start;
    for _ in 0..=table.len() {
        if next == END || next >= NOT_A_SECTOR {
            return Some(bytes);
        }
        bytes.extend_from_slice(sector(next)?);
        if bytes.len() > limit {
            return None;
        }
        next = *table.get(next as usize)?;
    }
    None
}
