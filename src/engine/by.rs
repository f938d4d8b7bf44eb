//! Values by name, where a list would have them by place.
//!
//! `by!` makes a struct with one named field for each of some keys, and
//! `by_every!` one that has a field for every key, so that it can be indexed.

/// Makes a struct of one value for each of the listed keys.
macro_rules! by {
    (
        $(#[$doc:meta])*
        $name:ident of $key:ty {
            $($(#[$field_doc:meta])* $field:ident = [$($value:tt)+]),+ $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub struct $name<T> {
            $($(#[$field_doc])* pub $field: T),+
        }

        impl<T> $name<T> {
            /// Every key, in the order of the fields.
            pub const KEYS: &'static [$key] = &[$($($value)+),+];

            /// A value for each key.
            #[must_use]
            pub fn from_fn(mut value: impl FnMut($key) -> T) -> Self {
                $name { $($field: value($($value)+)),+ }
            }

            /// The same keys with what is made of their values.
            #[must_use]
            pub fn map<U>(self, mut make: impl FnMut(T) -> U) -> $name<U> {
                $name { $($field: make(self.$field)),+ }
            }

            /// Every key with its value, in the order of the fields.
            pub fn iter(
                &self,
            ) -> impl DoubleEndedIterator<Item = ($key, &T)> + ExactSizeIterator + Clone {
                [$(($($value)+, &self.$field)),+].into_iter()
            }

            /// The values, in the order of the fields.
            pub fn values(
                &self,
            ) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + Clone {
                [$(&self.$field),+].into_iter()
            }

            /// The values to change, in the order of the fields.
            pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
                [$(&mut self.$field),+].into_iter()
            }
        }
    };
}

/// Makes a struct as `by!` does, of all keys there are.
macro_rules! by_every {
    (
        $(#[$doc:meta])*
        $name:ident of $key:ty {
            $($(#[$field_doc:meta])* $field:ident = [$($value:tt)+]),+ $(,)?
        }
    ) => {
        $crate::engine::by::by! {
            $(#[$doc])*
            $name of $key {
                $($(#[$field_doc])* $field = [$($value)+]),+
            }
        }

        impl<T> std::ops::Index<$key> for $name<T> {
            type Output = T;

            fn index(&self, key: $key) -> &T {
                match key {
                    $($($value)+ => &self.$field),+
                }
            }
        }

        impl<T> std::ops::IndexMut<$key> for $name<T> {
            fn index_mut(&mut self, key: $key) -> &mut T {
                match key {
                    $($($value)+ => &mut self.$field),+
                }
            }
        }
    };
}

pub(in crate::engine) use {by, by_every};
